"""Cases, readings and the audit trail."""
