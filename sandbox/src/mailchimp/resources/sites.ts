import { randomHex } from '../../random-values.ts'
import type { Resource } from '../../resources/resource.ts'

/** Connected sites and sending domains. A domain is verified with the code that the email would contain. */
export const SITES: readonly Resource[] = [
  {
    path: '/connected-sites',
    idMember: 'foreign_id',
    create: ({ foreign_id: id }) => ({
      site_script: {
        url: `https://chimpstatic.example.com/${String(id)}.js`,
        fragment: `<script src="https://chimpstatic.example.com/${String(id)}.js"></script>`,
      },
    }),
    actions: { 'verify-script-installation': () => undefined },
  },
  {
    path: '/verified-domains',
    idMember: 'domain',
    newId: (_context, { verification_email: address }) => String(address).split('@')[1] ?? '',
    create: (item, { now }) => ({
      domain: String(item['verification_email']).split('@')[1] ?? '',
      verification_email: item['verification_email'],
      verified: false,
      authenticated: false,
      verification_sent: now,
      code: randomHex(10),
    }),
    actions: { verify: (domain) => void Object.assign(domain, { verified: true, authenticated: true }) },
  },
]
