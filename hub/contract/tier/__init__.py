"""What an independent tier's report is: its model, its rules and its judge. The shape is `hub.contract.schemas`."""
