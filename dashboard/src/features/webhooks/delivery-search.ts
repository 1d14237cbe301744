const STATUSES = ['succeeded', 'failed'] as const

/** Which deliveries of an endpoint. */
export interface DeliveryFilter {
  readonly status?: (typeof STATUSES)[number]
}

/** The state of an endpoint's page that is in the URL: the filter of its deliveries, and the open one. */
export interface DeliverySearch extends DeliveryFilter {
  readonly deliveryId?: string
}

export function readDeliverySearch(given: Record<string, unknown>): DeliverySearch {
  const status = STATUSES.find((one) => one === given['status'])
  const deliveryId = given['deliveryId']
  return {
    ...(status && { status }),
    ...(typeof deliveryId === 'string' && deliveryId !== '' && { deliveryId }),
  }
}
