import type { SimulatedProvider } from './kernel/simulated-provider.ts'

/** The provider that has a host: `us21.api.mailchimp.com`. */
export function providerOfHost(
  providers: readonly SimulatedProvider[],
  host: string,
): SimulatedProvider | undefined {
  return providers.find(({ hosts }) =>
    hosts.some((one) => (typeof one === 'string' ? one === host : one.test(host))),
  )
}
