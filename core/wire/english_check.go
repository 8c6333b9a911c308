package wire

var englishCheck = Phrases{}
