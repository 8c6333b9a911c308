// Package sandbox is a store to try things on: it answers on loopback as a
// real Magento Open Source 2.4.7-p3 with the Luma theme does.
//
//	store := sandbox.New(sandbox.Options{})
//	http.ListenAndServe("127.0.0.1:8089", store)
//
// It is an independent second opinion of the protocol and imports nothing of
// core. What it says was observed on a running store; what could not be
// observed says so where it stands. The recordings are replayed against it
// when MAGENTO_RECORDINGS names their folder (conformance_test.go).
//
// # What it has
//
// Accounts() lists the accounts. REST under /rest[/code]/V1 and
// /index.php/rest/…, its schema under /rest/<code>/schema and the asynchronous
// form under /rest/<code>/async/V1 (accepted, never run), GraphQL under
// /graphql, SOAP under /soap/<code>, /magento_version, /swagger, a storefront
// (/, /customer/account/…), pages of ten other storefronts that fill the
// browser's storage as those do (/_front/), and an admin panel (/admin) with
// integrations, users, roles and customers. Every one of the 406 REST operations
// of the recorded store exists here with its ACL resource (routes.txt): without
// the right it is refused as there. One that holds no data here answers 501 to
// who has the right, and says so.
//
// Beside the store stand two services that issue tokens for it, which are no part
// of Magento: one of OAuth 2.0 in the style of Laravel Passport (/oauth/token,
// /oauth/introspect, /oauth/revoke; users are the store's customers and
// administrators) and one of Adobe IMS (/_ims/token/v3; its tokens open REST in
// the mode ims). Clients() lists their clients.
//
// OAuth 1.0a is verified as there, and /oauth/token/request and
// /oauth/token/access exchange the tokens of an integration that was activated.
//
// routes.txt, schema.txt and tree.txt hold what recordings of the real store
// tell; the last two are made by internal/digest.
//
// # The control path
//
// /_sandbox/… is not Magento: it is for tests and demonstrations, and works in
// every mode, at the root of the host whatever the base path. All of it is JSON.
//
//	GET    /_sandbox/           what is below
//	GET    /_sandbox/accounts   the accounts with their passwords
//	GET    /_sandbox/clients    the clients of the token services with their secrets
//	GET    /_sandbox/counters   credential requests: {"total", "byRoute", "byUser"}
//	GET    /_sandbox/requests   the last 200 requests: method, path, names of the
//	                            query parameters, headers and cookies, status;
//	                            of those to the web APIs also what they carried:
//	                            whose session, which schemes of Authorization,
//	                            User-Agent, X-Requested-With, Sec-Fetch-Site and
//	                            the referer's path; never a secret, never a body
//	DELETE /_sandbox/requests   forgets requests and counters
//	GET    /_sandbox/otp        {"user", "code", "secondsLeft"} of admin's second factor
//	GET    /_sandbox/second     what answers admin's other second factors: Authy's code, what
//	                            it was asked to send, Duo's passcode, the security key
//	PUT    /_sandbox/second     {"oneTouch": "approved" or "denied"}: the tap in Authy's app
//	GET    /_sandbox/mode       the present Mode
//	PUT    /_sandbox/mode       sets the fields that the body names, keeps the others
//	POST   /_sandbox/activate   activates the integration made in the panel: what Magento
//	                            posts to its callback URL; the exchange takes 5 minutes
//	POST   /_sandbox/reset      as new: mode, sessions, locks, revocations, counters
//
// The modes are described at Mode.
package sandbox
