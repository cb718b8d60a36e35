"""What stands on the pages for those who help, until an editor writes their own."""

ABOUT = (
    "Helping somebody can be good, and it can be heavy. So we ask you now and then. You do not have to answer, and "
    "nobody counts it."
)
ALL_RIGHT = "Good to hear. If that changes, you find this page under “My people”."
A_LOT = (
    "Thank you for saying so. It is a lot for most people who help. You do not have to do all of it. You can share it "
    "with others, do less for a while, or stop."
)
CANNOT_GO_ON = (
    "Then something has to change, and it is not you who has to manage it alone. Ring one of these numbers and say it "
    "in these words: “I cannot go on like this.” You do not have to explain more. They can talk it through with you, "
    "and find other help for the person you care for."
)
# Care Act 2014, section 10: where it appears that a carer may have needs for support, now or later, the authority must
# assess them, whatever it thinks of the level of those needs or of the carer's money (10(4)).
ASSESSMENT = (
    "You have a right to a carer’s assessment: a talk with the council about what helping does to you, and what you "
    "need yourself. It is your right by law (section 10 of the Care Act 2014). The council must offer it as soon as it "
    "seems that you may need support. It is free. It does not matter how many hours you help, how much money you have, "
    "or whether the person you help wants an assessment themselves."
)
HOW_TO_ASK = "Ring adult social care and say: “I would like a carer’s assessment.”"
