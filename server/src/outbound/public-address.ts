import { BlockList, isIP } from 'node:net'

/** IPv4 that is not of the public internet: the IANA special-purpose registry (RFC 6890), multicast, and the one address of a
 * cloud's own services that lies outside it. */
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
 * Of IPv6 only global unicast is public (RFC 4291), so loopback, link-local, unique local, multicast, IPv4-mapped and NAT64
 * are outside from the start; these parts of it are special too (Teredo, 6to4, documentation and their like).
 */
const GLOBAL_UNICAST = '2000::/3'
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const closed = listOf([...CLOSED_IPV4, ...CLOSED_IPV6])
const globalUnicast = listOf([GLOBAL_UNICAST])

/** Whether an IP address is one of the public internet. Whatever is not an address is not. */
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
