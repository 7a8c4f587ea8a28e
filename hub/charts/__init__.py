"""One specification per chart, and two ways to draw it: SVG for the page and the papers, plotly to explore."""
