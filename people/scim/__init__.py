"""The directory kept by an identity provider: SCIM 2.0 (RFC 7643, RFC 7644), users alone.

Units come from `import_people`; a user's `department` names one of them. Served are what provisioning services send: create,
replace, patch, find by name or external id, switch off.
"""
