"""zhengwen in the tools that pages come through: one module a tool, which imports it when it is itself imported."""
