"""Which addresses of computers belong to the public internet."""

from __future__ import annotations

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of version 6 that stand for one of version 4 in their last 32 bits (RFC 6052)."""


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
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast
