package main

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"
)

// neededOfBash is the line of cobra's script that calls a function of the package
// bash-completion, which many machines do not have.
const neededOfBash = `    _get_comp_words_by_ref "$@" cur prev words cword
`

// withoutPackage does the same where it is not there: the words as they were
// typed, so that = and : end none.
const withoutPackage = `    if declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
        _get_comp_words_by_ref "$@" cur prev words cword
        return
    fi
    local rest=$COMP_LINE piece i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        if [[ $i == 0 || $rest == [[:blank:]]* ]]; then
            words+=("$piece")
        else
            words[${#words[@]}-1]+=$piece
        fi
        rest=${rest#"${rest%%[![:blank:]]*}"}
        rest=${rest#"$piece"}
    done
    cword=$((${#words[@]} - 1))
    cur=${words[cword]}
    prev=
    ((cword == 0)) || prev=${words[cword-1]}
`

// completeInBash lets the script for bash do without the package bash-completion.
func (a *app) completeInBash(root *cobra.Command) {
	cmd, _, err := root.Find([]string{"completion", "bash"})
	if err != nil || cmd == root {
		return
	}
	cmd.Parent().Args, cmd.Parent().RunE = cobra.ArbitraryArgs, noCommand
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		plain, _ := cmd.Flags().GetBool("no-descriptions")
		var script bytes.Buffer
		if err := root.GenBashCompletionV2(&script, !plain); err != nil {
			return err
		}
		_, err := strings.NewReplacer(neededOfBash, withoutPackage).WriteString(a.out, script.String())
		return err
	}
}
