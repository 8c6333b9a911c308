package wire

import "sync"

// english is the table of phrases: every finding code with its words, collected
// from one file per area (english_api.go, english_token.go, english_store.go,
// english_check.go, english_vault.go). It is made when it is first asked for, so that a program
// which only reads findings, as the extension's page does, does not carry it.
func english() Phrases {
	phrasesOnce.Do(func() { phrases = collect(englishAPI, englishToken, englishStore, englishCheck, englishVault) })
	return phrases
}

var (
	phrasesOnce sync.Once
	phrases     Phrases
)

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
