"""The one door: policy, gate, released tables and certificates, ledger, field classification."""
