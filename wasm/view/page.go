package view

import "slices"

// Page is what stands on the screen: words and states, in the order of
// popup.html. Its fields are named as the elements that they fill.
type Page struct {
	Title  string
	Screen Screen
	// Panels are the screens that are visible: in the full tab two at a time.
	Panels []Screen
	Bar    Bar
	Foot   Foot
	Said   string
	Wrong  WrongField

	Looking    bool
	Notice     Notice
	Credential CredentialCard
	Also       []Row
	Login      LoginForm
	External   string // why the password form is folded away
	Session    SessionCard
	API        Question
	Watch      WatchPanel
	Ways       []Row
	AsCustomer OfferLine
	Upkeep     UpkeepPanel
	Notes      []FindingLine
	Code       CodeForm
	Ask        Question
	Refusal    Refusal

	Offer  OfferCard
	Others []Row
	Save   SaveForm
	Seal   SealForm
	Toast  ToastLine
	Clip   ClipLine
	Policy PolicyNotes

	Check  CheckPanel
	Use    UsePanel
	Stores StoresPanel
}

// Bar is the store bar.
type Bar struct {
	Host, Detail string
	// Env is the stage of the saved store that this tab fits, Chip its word and
	// Color its own colour, if it has one.
	Env, Chip, Color string
	// Door is the word for something in front of the store, where there is.
	Door string
	// HostTitle is the whole of what may be cut.
	HostTitle, DetailTitle string
}

// WrongField is the field that is to be filled in first, and what with.
type WrongField struct{ ID, Text string }

// Foot is the line at the bottom.
type Foot struct {
	Icon, Text string
	Keys       []Key
}

// Key is one key with what it does.
type Key struct {
	Names []string
	Does  string
}

// Button is a button with its state.
type Button struct {
	Label     string
	Busy, Off bool
	// Main makes it the filled one: at most one on a screen.
	Main bool
}

// Notice says why there is no store here, and what to do.
type Notice struct {
	Shown             bool
	Icon, Title, Text string
	// Address shows the field for a store's address; Again the button.
	Address, Again bool
	Door           bool
	Proof          Proof
}

// Countdown is the ring.
type Countdown struct {
	Shown             bool
	Value, Unit, Name string
	Level             string // "", soon, expired
	Left              int    // hundredths
}

// Fact is one line of a list of facts.
type Fact struct{ Name, Value string }

// CredentialCard is the credential that Grab shows first.
type CredentialCard struct {
	Shown       bool
	Title, Line string
	Countdown   Countdown
	Secret      string
	Open        bool
	Facts       []Fact
	CanCopy     bool
	Copied      string
	Problem     string
	// CanSave says that it is saved nowhere yet; Aside that another form is what
	// the page is about.
	CanSave, Aside bool
	// Parts are the values of one that has several, in the place of Secret.
	Parts []Row
	// Token and Header say that it can be copied as one.
	Token, Header bool
	// Main is the button that most people came for: token, header or curl.
	Main     string
	Findings []FindingLine
	Put      PutMenu
}

// Option is one choice of a list.
type Option struct {
	Value, Label string
	Chosen       bool
}

// LoginForm is the form for user name and password.
type LoginForm struct {
	Shown, Back bool
	Info        string
	Kind        string
	// Way is another way than the two kinds, with its title and what it is; Uses
	// says what it needs first, and is empty where that is at hand.
	Way, Title, Summary string
	Uses                string
	// First stand before user name and password, Fields after, More in a fold with
	// its names; Hidden are the IDs of those not wanted now, blanks around each.
	User, Password       bool
	First, Fields, More  []FormField
	MoreNote, Hidden     string
	Missing              string
	UserLabel, UserMode  string
	Views                []Option
	Door, Plain          bool
	DoorNote, PlainLabel string
	Button               Button
	Note                 string
	Progress             Progress
}

// CodeForm is the second factor.
type CodeForm struct {
	Shown bool
	Who   string
	// Factors are the second factors to choose from, where there are several;
	// Factor is the one that is asked for, and Asked what the store wants.
	Factors       []Option
	Factor, Asked string
	// Box has the code's label and note, and whether six digits are sent at once.
	Box         bool
	Label, Hint string
	AtOnce      bool
	// Sends are Authy's buttons; App that its app was asked.
	Sends, App bool
	AppLabel   string
	Key        Button
	// Sent is what has been done, Left the time that the login still waits.
	Sent, Left string
	Busy       bool
	Problem    string
	Button     Button
	Progress   Progress
	Proof      Proof
}

// Progress is what a button waits for, when it takes long.
type Progress struct {
	Shown       bool
	Text        string
	Done, Total int // Total 0: no end known
}

// Question asks for a yes beside the thing that needs it.
type Question struct {
	Shown            bool
	Title, Text, Yes string
}

// Refusal is why there is no token, and what to do.
type Refusal struct {
	Shown                    bool
	Level, Icon, Title, Text string
	Tries                    Tries
	Action                   string
	Findings                 []FindingLine
	Proof                    Proof
}

// Tries are the failed logins of that name so far.
type Tries struct {
	Used, Of int
	Stop     int // Storekey's own
	Label    string
}

// FindingLine is one thing that was noticed.
type FindingLine struct{ Level, Icon, Message, Hint string }

// Proof is the fold with what the store said.
type Proof struct {
	Shown    bool
	Summary  string
	Store    string // the store's own words
	Requests []ProofLine
}

// ProofLine is one request that was made.
type ProofLine struct{ Method, URL, Status, Note string }

// Equal compares two proofs.
func (p Proof) Equal(o Proof) bool {
	return p.Shown == o.Shown && p.Summary == o.Summary && p.Store == o.Store && slices.Equal(p.Requests, o.Requests)
}

// CheckPanel is the Check screen.
type CheckPanel struct {
	// Taken is the masked token that stands in the place of the box.
	Taken    string
	Ask      Button
	AskNote  string
	Progress Progress
	Question Question
	Take     bool
	Intro    bool
	Verdict  Verdict
	Tokens   []Option
	Report   Report
	// Noticed heads the findings.
	Noticed  string
	Findings []FindingLine
	Proof    Proof
	// Where asks which store is meant; Route is the field for one to ask for, too.
	Where     WherePanel
	Route     bool
	Door      DoorPanel
	Rights    RightsPanel
	Doctor    DoctorPanel
	Explained Explanation
}

// Report is what the token itself says.
type Report struct {
	Shown       bool
	Title, Chip string
	Facts       []Fact
	Claims      string
}
