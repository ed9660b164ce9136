"""Mail: every message kept, sent by the worker, tried again when it fails."""
