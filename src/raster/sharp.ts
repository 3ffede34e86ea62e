/** sharp, set up for hostile pictures: no cache, bounded threads, and only the loaders that are needed. */
import sharp from 'sharp'

sharp.cache(false)
// libvips can also load SVG, PDF, raw matrices and more; a picture is none of them.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadTiffBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})

export { sharp }

/** Documents are read side by side in several processes: one picture must not take the cores of the others. */
export function useThreads(count: number): void {
  sharp.concurrency(count)
}

useThreads(1)
