package wire

import "sync"

// english is the table of phrases: every finding code with its words, collected
// from one file per area (english_api.go, english_token.go, english_store.go,
// english_check.go, english_vault.go, english_source.go, english_oauth1.go,
// english_explain.go). It is made when it is first asked for, so that a program
// which only reads findings, as the extension's page does, does not carry it.
func english() Phrases {
	phrasesOnce.Do(func() {
		phrases = collect(englishAPI, englishTab, englishToken, englishStore, englishCheck, englishVault, englishSource, englishOAuth1, englishProvider, englishExplain, englishSnippet, englishFormats)
	})
	return phrases
}

var (
	phrasesOnce sync.Once
	phrases     Phrases
)

// entry is a phrase with its finding code. The tables are lists, since those are
// data where maps are code that fills them.
type entry struct{ code, level, message, hint string }

func collect(tables ...[]entry) Phrases {
	all := Phrases{}
	for _, table := range tables {
		for _, e := range table {
			if _, twice := all[e.code]; twice {
				panic("wire: two phrases for finding " + e.code)
			}
			all[e.code] = Phrase{e.level, e.message, e.hint}
		}
	}
	return all
}
