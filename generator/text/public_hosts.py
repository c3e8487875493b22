"""Which addresses of computers belong to the public internet."""

from __future__ import annotations

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of version 6 that stand for one of version 4 in their last 32 bits (RFC 6052)."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""All of version 6 that is given out for the internet (RFC 4291, 2.4); the rest is for networks of
one's own, or was, or hides an address of version 4 in some other way."""
_RESERVED = (
    ipaddress.ip_network("192.0.0.0/24"),  # RFC 6890; some clouds keep their metadata there
    ipaddress.ip_network("3fff::/20"),  # RFC 9637
)
"""What Python's tables do not know in every version."""


def is_public(written: str) -> bool:
    """Whether an IP address may be asked on behalf of content that nobody has vetted.

    Loopback, private, link-local, metadata and multicast addresses are not public, nor is an
    address of version 6 that hides one of them (RFC 4291, 3056, 4380, 6052); what is no IP address
    is none.
    """
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(each is not None and not is_public(str(each)) for each in hidden):
            return False
        if address.ipv4_mapped is not None or address in _NAT64:
            return True
        if address not in _UNICAST:
            return False
    if any(address in network for network in _RESERVED):
        return False
    return address.is_global and not address.is_multicast
