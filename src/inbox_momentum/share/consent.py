"""The consent record inside every share, shaped after ISO/IEC TS 27560:2023.

It says nothing that the terms do not say: it is derived from them, and whoever reads
a share derives it again and compares. The mapping of fields is in
``docs/privacy-and-consent.md``.
"""

from __future__ import annotations

from typing import Any

from inbox_momentum.share import wording
from inbox_momentum.share.terms import Terms

SCHEMA_VERSION = "ISO/IEC TS 27560:2023"


def record(terms: Terms) -> dict[str, Any]:
    """The consent record of ``terms``, as plain JSON data."""
    words = wording.load().consent
    return {
        "schema_version": SCHEMA_VERSION,
        "record_id": terms.number,
        "pii_principal_id": terms.issuer,
        "pii_processing": {
            "privacy_notice": words["privacy_notice"],
            "language": "en",
            "purposes": [
                {
                    "purpose": terms.purpose,
                    "lawful_basis": "consent",
                    "pii_information": [{"pii_type": scope.value} for scope in terms.scope],
                    "pii_controllers": [terms.audience],
                    "collection_method": words["collection_method"],
                    "processing_method": words["processing_method"],
                    "storage_locations": [words["storage_locations"]],
                    "retention_period": words["retention_period"],
                    "recipient_third_parties": [],
                    "withdrawal_method": words["withdrawal_method"],
                    "privacy_rights": words["privacy_rights"],
                }
            ],
        },
        "party_identification": [
            {"party_id": terms.issuer, "party_role": "pii_principal"},
            {"party_id": terms.audience, "party_role": "pii_controller"},
        ],
        "events": [
            {
                "event_time": terms.issued_at,
                "validity_duration_s": terms.expires_at - terms.issued_at,
                "entity_id": terms.issuer,
                "event_type": "explicit",
                "event_state": "given",
            }
        ],
    }
