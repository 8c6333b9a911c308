package wire

// englishSnippet has the words for a request that was pasted.
var englishSnippet = []entry{
	{"snippet_option", LevelWarning, "{option} was not read.", "Storekey keeps method, address, headers and body. Add by hand what is missing."},
	{"snippet_file", LevelWarning, "{option} names a file, which Storekey does not read.", "Paste what is in the file in its place."},
	{"snippet_variable", LevelWarning, "{name} stands for something that the text does not tell.", "Put its value in its place, or copy the request in a form that reads it from the environment."},
	{"snippet_more", LevelInfo, "There is more than one request; the first was read.", ""},
}
