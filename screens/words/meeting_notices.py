"""What a chair reads out: the confidentiality notice and what the review is for.

No statute gives these words; they are what the published procedures have in common.
"""

from __future__ import annotations

PURPOSE = (
    "This review looks at how the agencies answered reports of anti-social behaviour. It asks how "
    "the reports were handled, what was done, whether it worked, and what else can be done for "
    "the people who suffer from it. It is not there to find somebody to blame, and it is not a "
    "complaint about anybody's conduct: complaints have a way of their own."
)
CONFIDENTIALITY = (
    "What is said and shown in this meeting is confidential. It is shared so that we can act on "
    "the behaviour and protect the people in this case. Use it for that, and for nothing else. "
    "Pass it to colleagues only where they need it to do what is agreed here. Do not copy or "
    "record the meeting. Nobody tells the applicant, or the person complained of, more than the "
    "meeting agrees may be told: what each entry is marked with is how it is told. If somebody "
    "is in danger, the duty to act on that comes first. Whoever knows somebody in this case, or "
    "took part in what we review, says so now. Does everybody accept this?"
)
