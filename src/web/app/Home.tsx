import { Navigate } from 'react-router'
import { homeOf } from './places.ts'
import { useMe } from './session.ts'

export function Home() {
  return <Navigate to={homeOf(useMe().roles)} replace />
}
