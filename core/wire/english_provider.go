package wire

// englishProvider has the words for the ways to obtain a credential.
var englishProvider = []entry{
	{"admin_token_needed", LevelError, "An administrator’s token is needed to act for a customer.", "Log in as an administrator first (user name, password, code): a panel login, an integration or Adobe IMS will not do here."},
	{"admin_token_expired", LevelError, "The administrator’s token has expired.", "Log in as the administrator again, then ask for the customer’s token."},
	{"admin_token_other", LevelError, "This is no administrator’s token, so the store will not act for a customer with it.", "Log in with an administrator’s user name and password: a panel login, an integration or Adobe IMS will not do here."},
	{"as_admin_not_allowed", LevelError, "The store does not let this administrator act for customers.", "The administrator’s role needs Login as Customer and Allow remote shopping assistance under Customers; both have to be ticked."},
	{"four_not_found", LevelError, "The text does not hold the values of an integration.", "Copy them from the integration’s page in the panel, with their labels."},
}
