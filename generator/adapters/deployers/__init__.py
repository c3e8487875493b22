"""The places a site can be sent to, each behind `ports.Deployer`."""
