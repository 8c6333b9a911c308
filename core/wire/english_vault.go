package wire

// englishVault has the words for saved stores and their seal.
var englishVault = Phrases{
	"vault_missing":    {LevelWarning, "No passphrase is set, so nothing secret can be saved.", "Set a passphrase first. Until then passwords and tokens are kept until the browser closes, and no longer."},
	"vault_locked":     {LevelWarning, "The saved secrets are locked.", "Unlock them with your passphrase."},
	"vault_exists":     {LevelError, "A passphrase is set already.", "Unlock with it, or change it."},
	"vault_damaged":    {LevelError, "What the passphrase opens is damaged: it is not what Storekey wrote.", "Nothing was changed. Restore the file or browser profile from a backup; without one the sealed secrets are lost, the stores are not."},
	"vault_limits":     {LevelError, "The sealed secrets ask for more work or memory than Storekey does for anybody.", "They were not made by Storekey, or were changed. Restore them from a backup."},
	"vault_newer":      {LevelError, "A newer Storekey sealed the secrets.", "Update Storekey. Nothing was changed."},
	"passphrase_wrong": {LevelError, "The passphrase does not fit.", "Try again; capital letters and blanks count."},
	"passphrase_short": {LevelError, "The passphrase is too short.", "Take at least {least} characters; a few words in a row are easy to remember."},
	"passphrase_long":  {LevelError, "The passphrase is too long.", "Take at most {most} bytes."},
	"secret_damaged":   {LevelError, "A saved secret is damaged: it is not what Storekey wrote there.", "Nothing was sent. Enter it again and save it."},

	"address_changed": {LevelError, "The saved secrets of this store are for {saved}; they would have gone to {host}. Nothing was sent.", "If the new address is right, edit the store, save it and confirm {host}. If you did not change it, somebody else did."},
	"address_consent": {LevelWarning, "The saved secrets of this store would go to {host} from now on.", "Confirm {host} if that is the same store, or save it as a store of its own."},

	"store_unknown":    {LevelError, "That store is not saved.", "Pick one from the list."},
	"store_newer":      {LevelError, "A newer Storekey saved that store.", "Update Storekey. Nothing was changed."},
	"store_damaged":    {LevelError, "What is kept of that store cannot be read.", "Nothing was changed. Restore the file or browser profile from a backup."},
	"stores_newer":     {LevelWarning, "Saved by a newer Storekey and not shown: {count}.", "Update Storekey. They stay as they are."},
	"stores_damaged":   {LevelWarning, "Saved stores that cannot be read: {count}.", "They stay as they are. Restore the file or browser profile from a backup."},
	"stores_full":      {LevelError, "There is room for {most} stores.", "Delete those that you no longer need."},
	"saved_unknown":    {LevelError, "That login is not saved.", "Pick one from the store’s list."},
	"saved_no_token":   {LevelError, "No token is saved here.", "Get one: log in."},
	"saved_no_login":   {LevelError, "Storekey does not know how this token was obtained.", "Log in in another way and save that."},
	"not_saved":        {LevelWarning, "The new token could not be saved.", "It can be used until the tab closes. Unlock the saved secrets and save it."},
	"credentials_full": {LevelError, "There is room for {most} logins in one store.", "Forget those that you no longer need."},
	"value_refused":    {LevelError, "The field {field} cannot be kept as it is.", "Correct it and save again."},
	"patterns_full":    {LevelError, "There is room for {most} host patterns.", "Delete those that you no longer need."},
	"pattern_refused":  {LevelError, "{pattern} is no host pattern.", "Write a host name; * stands for anything: staging.* or *.test."},
	"learnt_large":     {LevelError, "There is room for {most} of what a store tells of itself.", "Keep less of it."},

	"csv_empty":     {LevelError, "There is no line with a store in the text.", "Paste one store a line: client, name, stage, address."},
	"csv_refused":   {LevelError, "Nothing was added: {count} lines cannot be read.", "Correct them and paste the whole list again."},
	"csv_long":      {LevelError, "The list is longer than {most} lines.", "Paste it in parts."},
	"line_address":  {LevelError, "Line {line}: the address is missing or no http or https address.", "Write it as the browser shows it."},
	"line_stage":    {LevelError, "Line {line}: the stage is none of dev, staging and production.", "Correct it, or leave it empty: the host name tells it often enough."},
	"line_columns":  {LevelError, "Line {line} has {count} columns, the first has {expected}.", "Check for a separator within a value: such a value needs quotes around it."},
	"line_quote":    {LevelError, "Line {line}: a quote is opened and never closed.", "Close it, or double a quote that is part of the value."},
	"line_value":    {LevelError, "Line {line}: the column {field} cannot be kept as it is.", "Shorten it, and remove control characters."},
	"line_provider": {LevelError, "Line {line}: there is no way to log in of that name.", "Take one from the list of ways, or leave it empty."},
}
