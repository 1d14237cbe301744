const SEGMENT_BYTES = 256 * 1024

interface Segment {
  readonly bytes: Buffer
  readonly ids: number[]
  used: number
}

interface Place {
  readonly segment: Segment
  /** Where the first text starts, where the next one does, and where the last one ends. */
  readonly bounds: readonly number[]
}

/**
 * Texts by ID, the newest of them: when they are full, the oldest make place. Their bytes lie outside of the heap, in memory that is used
 * again and again, so that keeping every request leaves nothing for the garbage collector.
 */
export class TextRing {
  readonly #most: number
  /** Oldest first; the last one is written to. */
  #segments: Segment[] = []
  #places = new Map<number, Place>()

  /** @param maxBytes of UTF-8; memory is taken as it is needed */
  constructor(maxBytes: number) {
    this.#most = Math.max(1, Math.floor(maxBytes / SEGMENT_BYTES))
  }

  /** Keeps the texts of an ID. Together they have at most 256 KB. */
  put(id: number, texts: readonly string[]): void {
    const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    const segment = this.#segmentFor(size)
    const bounds = [segment.used]
    for (const text of texts) {
      segment.used += segment.bytes.write(text, segment.used)
      bounds.push(segment.used)
    }
    segment.ids.push(id)
    this.#places.set(id, { segment, bounds })
  }

  /** The texts of an ID; undefined if they made place. */
  get(id: number): string[] | undefined {
    const place = this.#places.get(id)
    if (!place) return undefined
    const { segment, bounds } = place
    return bounds.slice(1).map((end, index) => segment.bytes.toString('utf8', bounds[index], end))
  }

  clear(): void {
    this.#segments = []
    this.#places.clear()
  }

  #segmentFor(size: number): Segment {
    const newest = this.#segments.at(-1)
    if (newest && newest.used + size <= newest.bytes.length) return newest
    const oldest = this.#segments.length < this.#most ? undefined : this.#segments.shift()
    for (const id of oldest?.ids ?? []) this.#places.delete(id)
    const segment = { bytes: oldest?.bytes ?? Buffer.allocUnsafeSlow(SEGMENT_BYTES), ids: [], used: 0 }
    this.#segments.push(segment)
    return segment
  }
}
