package wire

// english is the table of phrases: every finding code with its words, collected
// from one file per area (english_api.go, english_token.go, english_store.go, english_check.go).
var english = collect(englishAPI, englishToken, englishStore, englishCheck)

func collect(tables ...Phrases) Phrases {
	all := Phrases{}
	for _, table := range tables {
		for code, phrase := range table {
			if _, twice := all[code]; twice {
				panic("wire: two phrases for finding " + code)
			}
			all[code] = phrase
		}
	}
	return all
}
