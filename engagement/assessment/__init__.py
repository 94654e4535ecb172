"""The data protection impact assessment (GDPR 35, PIPL 55-56), written from the configuration in force."""
