"""What stands on the pages of questions and answers, until an editor writes their own."""

ABOUT = (
    "Ask people who know it from their own life, and answer when you know something. Nobody here sees who you are: you "
    "write under a name that you choose."
)
BEFORE_YOU_WRITE = (
    "Leave out names, places, and what others could know you by. A moderator of a local organisation reads it first, "
    "and sees only the name that you chose. That can take a day or two."
)
# Beginnings of words and phrases, in small letters. They bring up the numbers to ring, and hold nothing back.
DANGER = """kill myself
kill me
end my life
end it all
want to die
wish i was dead
wish i were dead
better off dead
suicid
overdose
hurt myself
harm myself
self-harm
self harm
hits me
hit me
beats me
hurts me
threatens me
afraid of him
afraid of her
scared of him
scared of her
locks me in
locked me in
takes my money
abus
not safe"""
