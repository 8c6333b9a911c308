package view

// Words turns a key of _locales into the words of the user's language, with
// values in the places $1, $2 …
type Words func(key string, values ...string) string
