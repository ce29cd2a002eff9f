//! Lists of words that tell where purposes begin and end.

/// Words, parted by spaces.
pub(super) struct List(&'static str);

impl List {
    /// Whether a word is in the list.
    pub fn contains(&self, word: &str) -> bool {
        let mut words = self.0.as_bytes().split(|b| *b == b' ');
        !word.is_empty() && words.any(|w| w == word.as_bytes())
    }
}

/// What is used.
pub(super) const DATA: List = List(
    "data information details it this these them address addresses email emails number numbers cookies \
    cookie records photographs photos images footage recordings recording answers responses identifiers \
    postcode feedback name names files cctv \
    record photograph photo image location",
);

/// Who or what stands before the verb where it is we who use the data.
pub(super) const SUBJECTS: List =
    List("we we'll we're be is are being been also will data information only details cookies records this it");

/// What a controller calls itself: "the school collects", "our app uses".
pub(super) const SELVES: List = List(
    "school council trust college university charity company club practice department association service surgery hospital \
    agency authority board app website site society group church academy commission police nursery firm foundation team \
    ministry organisation business provider tool portal platform system page form notice policy product",
);

/// Somebody else, or a rule for others.
pub(super) const OTHERS: List = List(
    "you they who can't users must parties providers suppliers customers people everyone anyone somebody \
    others partners processors organisations controllers",
);

/// Verbs that "and process" may follow.
pub(super) const VERBS: List = List("collect use store hold keep gather obtain receive collects uses stores holds");

/// Verbs and pronouns in which a clause of its own begins: behind them nothing belongs to the verb before.
pub(super) const BREAKS: List = List(
    "is are was were will may might can could must should would has because although if when where unless \
    but while whether part",
);

/// Words with which no purpose begins: what is done with the data anyway, or nothing at all.
pub(super) const EMPTY: List = List("collect gather share identify personally uniquely do doing be store so directly");

/// Verbs behind which "if" means "whether".
pub(super) const ASKING: List = List(
    "check checks determine record see know ask decide choose in of for with on about to find establish \
    out assess tell understand",
);

/// Words before "to" that it belongs to: "access to", "in relation to".
pub(super) const NOUNS: List = List(
    "access visits visit relates related relating subject respond according due sent passed given \
    provided supplied transferred sign up subscribe belong apply linked connected available relevant \
    relation regard respect need needed known right entitled want wish able asked like choose decide \
    agree consent agreed consented failed ought permission obliged required allowed ability consented \
    opted likely similar referred disclosed attached limited invited back refer unable try seek continue \
    have",
);

/// Words behind "to" before which it leads in no action.
pub(super) const NO_VERB: List = List(
    "the a an our your us you them other others any anyone this these those third its their and or whom \
    which be date it me him her all each some time countries organisations people have doing know rely",
);

/// Words behind "for" that make no purpose of it.
pub(super) const NO_PURPOSE: List = List(
    "example as more up long which further a an us you your them it instance free now this that those \
    information our how what both services longer no at only and or one two three six seven children \
    details processing",
);

/// Words before which a comma ends the purpose.
pub(super) const ENDS: List = List(
    "we you which that this it they where when if including such but so unless although as because known \
    these however while for by your please our with who see whether depending subject in except based",
);

/// Words that a purpose never ends in.
pub(super) const TAILS: List =
    List("and or to for the a an of in with that your our by on their you we from as at any which this");

/// Words that make of what follows what somebody else does, something asked, or something let others do.
pub(super) const WHOM: List = List("whom whose those");
pub(super) const HOW: List = List("how what why");
pub(super) const ALLOW: List = List("allow allows permit permits requires");
