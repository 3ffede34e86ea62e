/** A chart drawn by ECharts, with its numbers as a table for who cannot see it. */
import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../../language/language.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { statisticsWords } from './words.ts'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

interface Props {
  readonly title: string
  readonly hint?: string
  readonly option: EChartsCoreOption
  readonly height: number
  readonly isEmpty: boolean
  /** Above the chart, when there is one. */
  readonly before?: ReactNode
  /** The same numbers as a table. */
  readonly children: ReactNode
}

export function Chart({ title, hint, option, height, isEmpty, before, children }: Props) {
  const words = useWords(statisticsWords)
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint && <p className="quiet">{hint}</p>}
      {isEmpty ? (
        <Nothing text={words.none} />
      ) : (
        <>
          {before}
          <Canvas label={title} option={option} height={height} />
          <details>
            <summary>{words.table}</summary>
            <div className="chart-table">{children}</div>
          </details>
        </>
      )}
    </section>
  )
}

function Canvas({ label, option, height }: { label: string; option: EChartsCoreOption; height: number }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current)
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit' },
      // Drawn, not written into the page: names are other people's words.
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, confine: true },
      ...option,
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(place.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={place} role="img" aria-label={label} className="chart" style={{ height }} />
}
