import type { ReactNode } from 'react';
import { Component } from 'react';
import { ProblemBox } from './problem-box.tsx';

interface Props {
  children: ReactNode;
}

/** Keeps the cabinet standing when one page cannot be drawn. React knows no other form for this than a class. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    return error ? <ProblemBox error={error} onRetry={() => this.setState({ error: null })} /> : this.props.children;
  }
}
