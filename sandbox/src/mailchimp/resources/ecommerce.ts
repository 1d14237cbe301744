import type { Resource } from '../../resources/resource.ts'
import type { Json } from '../../is-json.ts'

const STORE = '/ecommerce/stores/{store_id}'

/** Shops: stores with customers, products, carts, orders and promotions. What is written can be read. */
export const ECOMMERCE: readonly Resource[] = [
  { path: '/ecommerce/stores', create: () => ({ list_is_active: true }) },
  {
    path: `${STORE}/customers`,
    create: () => ({ orders_count: 0, total_spent: 0 }),
  },
  { path: `${STORE}/products`, children: ['variants', 'images'] },
  { path: `${STORE}/products/{product_id}/variants` },
  { path: `${STORE}/products/{product_id}/images` },
  { path: `${STORE}/carts`, children: ['lines'] },
  { path: `${STORE}/carts/{cart_id}/lines` },
  { path: `${STORE}/orders`, children: ['lines'], filters: { ...ordersOf(), has_outreach: hasOutreach } },
  { path: `${STORE}/orders/{order_id}/lines` },
  { path: `${STORE}/promo-rules` },
  { path: `${STORE}/promo-rules/{promo_rule_id}/promo-codes` },
  { path: '/ecommerce/orders', filters: { ...ordersOf(), has_outreach: hasOutreach } },
]

function ordersOf(): NonNullable<Resource['filters']> {
  return {
    customer_id: ({ customer }, id) => idOf(customer) === id,
    outreach_id: ({ outreach }, id) => idOf(outreach) === id,
  }
}

function hasOutreach({ outreach }: Json, value: string): boolean {
  return (idOf(outreach) !== '') === (value === 'true')
}

const idOf = (of: unknown): string =>
  typeof of === 'object' && of !== null && 'id' in of ? String(of.id) : ''
