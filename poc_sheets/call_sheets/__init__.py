"""What the call sheet buttons share: a day's plan, its lines, its print, its checks, its issues."""
