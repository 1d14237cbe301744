import { BlockList, isIP } from 'node:net'

/**
 * IPv4 ranges that are not public: the IANA special-purpose registry (RFC 6890), multicast, and 168.63.129.16, a cloud metadata address
 * outside them.
 */
const CLOSED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/**
 * Only global unicast IPv6 is public (RFC 4291 section 2.4). This excludes loopback, link-local, unique local, multicast, IPv4-mapped and
 * NAT64 addresses. CLOSED_IPV6 are its special-purpose parts, such as Teredo, 6to4 and documentation.
 */
const GLOBAL_UNICAST = '2000::/3'
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const closed = listOf([...CLOSED_IPV4, ...CLOSED_IPV6])
const globalUnicast = listOf([GLOBAL_UNICAST])

/** Whether a text is an IP address of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && globalUnicast.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/')
    list.addSubnet(net, Number(prefix), net.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
