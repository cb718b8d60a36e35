"""What can be done with requests for help. Each verb checks, writes and records in one transaction."""

from community.help_requests.services.deciding import accept_request, ask_back, decline_request
from community.help_requests.services.offers import accept_offer, decline_offer, propose_helper, take_offer_back
from community.help_requests.services.opening import open_request
from community.help_requests.services.requests import (
    answer,
    ask_again,
    begin_request,
    choose_document,
    send_request,
    take_request_back,
)

__all__ = [
    "accept_offer",
    "accept_request",
    "answer",
    "ask_again",
    "ask_back",
    "begin_request",
    "choose_document",
    "decline_offer",
    "decline_request",
    "open_request",
    "propose_helper",
    "send_request",
    "take_offer_back",
    "take_request_back",
]
