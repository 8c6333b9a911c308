package main

import (
	"net/http"

	"github.com/spf13/cobra"
)

func newStoresSettings(a *app) *cobra.Command {
	var beside string
	cmd := &cobra.Command{
		Use:   "settings [--totp-beside-password on|off]",
		Short: "Show or change what may be saved",
		Long: `An authenticator key that is saved beside its password makes two factors one:
whoever opens the saved secrets has both. It is refused until it is switched on.

  storekey stores settings --totp-beside-password on`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.storesSettings(beside) },
	}
	cmd.Flags().StringVar(&beside, "totp-beside-password", "", "on or off")
	return cmd
}

func (a *app) storesSettings(beside string) error {
	var settings struct {
		V      int  `json:"v"`
		Beside bool `json:"beside"`
	}
	method, in := http.MethodGet, any(nil)
	switch beside {
	case "":
	case "on", "off":
		method, in = http.MethodPut, map[string]bool{"beside": beside == "on"}
	default:
		return usagef("--totp-beside-password wants on or off")
	}
	if err := a.call(a.handler(), method, "/v1/settings/seed", in, &settings); err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string]bool{"totpBesidePassword": settings.Beside})
		return nil
	}
	a.heading("totp-beside-password " + map[bool]string{true: "on", false: "off"}[settings.Beside])
	return nil
}
