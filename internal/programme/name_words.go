package programme

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// plainLetters are those that no decomposition takes apart.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae",
	"œ", "oe", "ı", "i")

// apostrophes are all that is typed for one, and the full stop of an initial: they
// part no words.
const apostrophes = "'’‘‛`´ʹʻʼʽˈ′＇."

// IsName tells whether s can be what somebody is called: there is a letter in it, of
// whichever script.
func IsName(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// NameWords normalises a name for finding: case, accents, apostrophes and spaces
// don't matter; hyphens part words.
func NameWords(s string) []string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return -1
		}
		return r
	}, s)
	if isASCII(s) { // most are, and it is asked of each line of a list
		s = strings.ToLower(s)
	} else {
		s = plainLetters.Replace(cases.Fold().String(norm.NFKD.String(s)))
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return ' '
	}, s)
	return strings.Fields(s)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// asides stand in a name field and are no name, or are part of too many: titles, and
// what comes before a family name.
var asides = strings.Fields("mr mrs ms miss mx dr doctor prof professor rev reverend sir dame lady " +
	"van von der den de la le da di du dos el al bin ibn ben st")

// nameParts are the words of a name by which it is compared, without asides while
// there is anything else; and, of several, all run together.
func nameParts(s string) []string {
	all := NameWords(s)
	parts := slices.DeleteFunc(slices.Clone(all), func(w string) bool {
		return slices.Contains(asides, w) || len(w) == 1
	})
	if len(parts) == 0 {
		parts = all
	}
	if len(all) > 1 {
		parts = append(parts, strings.Join(all, ""))
	}
	return parts
}

// shortForms are given names that go by one another, the whole name first.
var shortForms = readShortForms(`
alexander alex alec sandy sasha xander
alexandra alex sandra sandy sasha lexi
alfred alf alfie fred
alison ali allie
amanda mandy
andrew andy drew
anthony antony tony
anne ann anna annie nancy
barbara barb babs
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie kay kitty cath
charles charlie chas chuck
charlotte charlie lottie
christine christina chris chrissie tina
christopher chris kit topher
daniel dan danny
david dave davy dai
deborah debra deb debbie
dorothy dot dottie dolly
edward ed eddie ted teddy ned
eleanor ellie nell nora
elizabeth liz lizzie beth betty bess eliza elsie lisa libby
emily em emmy
florence flo flossie
frances fran frankie
francis frank frankie
frederick fred freddie
gareth gary gaz
geoffrey jeffrey geoff jeff
gerald gerry jerry
gillian gill jill
graham graeme
gregory greg
harold harry hal
helen nell ellen
henry harry hal hank
isabella isabel isobel bella izzy
jacqueline jackie jacqui
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
joanne joanna jo
john johnny jack jon
jonathan jon jonny
joseph joe joey
josephine jo josie
judith judy jude
kenneth ken kenny
lawrence laurence larry laurie
leonard len lenny
margaret maggie meg peggy madge marge rita greta
martin marty
mary molly polly mollie may
matthew matt
michael mike mick mickey
mohammed muhammad mohammad mohamed mo
natalie nat
nathaniel nathan nat nate
nicholas nick nicky
nicola nicky nikki
oliver ollie
pamela pam
patricia pat patsy tricia trish
patrick pat paddy
peter pete
philip phillip phil pip
rachel rachael rach
raymond ray
rebecca becky becca
richard rick ricky dick rich
robert rob robbie bob bobby bert
ronald ron ronnie
samantha sam sammy
samuel sam sammy
sarah sara sally
simon si
stephen steven steve
stuart stewart stu
susan susanne suzanne sue susie
terence terry
theresa teresa terry tess
thomas tom tommy
timothy tim
valerie val
veronica ronnie
victoria vicky vicki tori
vincent vince
william will bill billy liam willie
zachary zach zack
`)

// moreForms are more of them, which are compared and not looked up: rows that an earlier
// build wrote are keyed by the groups above. So they find somebody by a day of birth that
// is the same.
var moreForms = readShortForms(`
agnes aggie nessie
beatrice bea trixie
bernard bernie
brian bri
caroline caro carrie
cecilia celia cissie
clifford cliff
cynthia cindy
donald don donnie
douglas doug dougie
edith edie
edmund ed eddie ned
edwin ed eddie
ernest ernie
eva evie eve
evelyn evie eve
george georgie
georgina georgie gina
grace gracie
gwendoline gwendolen gwen
harriet hattie
herbert bert herbie
irene rene
janet jan
janice jan
katharine catherine katherine kathryn kathy kate katie kath
kathleen kath kathy
lillian lilian lily lil
louis lou
louise lou
madeleine maddie maddy
marjorie marge
maureen mo
maximilian max
mildred millie
millicent millie
norman norm
olivia liv livvy ollie
penelope penny
phyllis phyl
reginald reg reggie
rosemary rose rosie
ruth ruthie
sidney sydney sid
stanley stan
tabitha tabby
tobias toby
violet vi
walter walt wally
wilfred wilf
winifred winnie
`)

// readShortForms has each name lead to the groups that it is in.
func readShortForms(text string) map[string][]int {
	groups := map[string][]int{}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for _, name := range strings.Fields(line) {
			groups[name] = append(groups[name], i)
		}
	}
	return groups
}

// oneName tells whether two words are forms of one given name.
func oneName(a, b string) bool {
	for _, forms := range []map[string][]int{shortForms, moreForms} {
		if slices.ContainsFunc(forms[a], func(i int) bool { return slices.Contains(forms[b], i) }) {
			return true
		}
	}
	return a == b
}
