interface Props {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export function Numbers({ head, rows }: Props) {
  return (
    <table className="numbers">
      <thead>
        <tr>
          {head.map(each => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
          <tr key={index}>
            <th scope="row">{first}</th>
            {rest.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change
              <td key={column}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
