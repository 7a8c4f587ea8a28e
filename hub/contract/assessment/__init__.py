"""What a self-assessment is: its model, its rules and its judge. The shape is `hub.contract.schemas`."""
