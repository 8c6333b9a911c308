package wire

var englishToken = Phrases{}
