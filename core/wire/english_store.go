package wire

var englishStore = Phrases{}
