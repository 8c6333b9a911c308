package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// completers put a line into a shell with its script and print what it makes of it
// at a press of the tab key. The script is in $script, the line in $line.
var completers = map[string][]string{
	"bash": {"bash", "--norc", "--noprofile", "-c", `
		source "$script"
		COMP_LINE=$line COMP_POINT=${#line} COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
		# As readline breaks it: = and : are words of their own.
		spaced=${line//=/ = }; spaced=${spaced//:/ : }
		read -ra COMP_WORDS <<<"$spaced"
		[[ $line == *' ' ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		__start_storekey
		printf '%s\n' "${COMPREPLY[@]}"`},
	"fish": {"fish", "--no-config", "-c", `source $script; complete -C $line`},
	"zsh": {"zsh", "-f", "-c", `
		zmodload zsh/zpty
		zpty shell zsh -f -i
		zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source "$script"; print REA""DY'
		all=
		repeat 1200; do zpty -r -t shell part && all+=$part; [[ $all == *READY* ]] && break; sleep 0.05; done
		zpty -n -w shell "$line"$'\t'
		all=
		repeat 1200; do zpty -r -t shell part && all+=$part; [[ $all == *$wanted* ]] && break; sleep 0.05; done
		print -r -- "$all"
		zpty -d shell`},
}

var completed = []struct{ line, want string }{
	{"storekey check --store ac", "acme/live"},
	{"storekey tok", "token"},
	{"storekey stores edit ac", "acme/live"},
	{"storekey stores add x --stage prod", "production"},
	{"storekey request GET /V1/x --as curlb", "curlbash"},
	{"storekey check --log-file=a:b=c --store ac", "acme/live"},
}

// TestCompletionInShells presses the tab key in the shells themselves.
func TestCompletionInShells(t *testing.T) {
	home := t.TempDir()
	if text, err := storekey(home, "stores", "add", "acme/live", "--store", "https://shop.test"); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for shell, command := range completers {
		t.Run(shell, func(t *testing.T) {
			program, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(err)
			}
			script, err := storekey(home, "completion", shell)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "script")
			if err := os.WriteFile(file, script, 0o600); err != nil {
				t.Fatal(err)
			}
			lines := completed
			if shell == "zsh" {
				lines = completed[:1] // it takes seconds to get ready for each
			}
			for _, c := range lines {
				line, want := c.line, c.want
				cmd := exec.Command(program, command[1:]...)
				cmd.Env = append(os.Environ(), "STOREKEY_HOME="+home, "script="+file, "line="+line, "wanted="+want, "TERM=dumb")
				out, err := cmd.CombinedOutput()
				if err != nil || !bytes.Contains(out, []byte(want)) || strings.Contains(string(out), "not found") {
					t.Errorf("%s: %v\n%s", line, err, out)
				}
			}
		})
	}
}

// The script of cobra still has the line that is replaced.
func TestBashNeedsNoPackage(t *testing.T) {
	a := testApp(t.Context(), t)
	var out bytes.Buffer
	a.out = &out
	if status := a.run([]string{"completion", "bash"}); status != exitOK || !strings.Contains(out.String(), withoutPackage) {
		t.Errorf("%d\n%s", status, out.String())
	}
}
