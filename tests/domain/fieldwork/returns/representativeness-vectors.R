# Makes representativeness-vectors.json: Rscript representativeness-vectors.R > representativeness-vectors.json
# (R 4.2.2). Cells of three attributes with how many were asked and answered, and what R makes of them: the R-indicator of
# Schouten, Cobben and Bethlehem (2009) from a logistic model of main effects, and for each attribute the statistic
# and p of its table with answered or not.
set.seed(20261201)
make <- function(industries, sizes, places, cells, most, spread) {
  d <- unique(data.frame(
    industry = sample(industries, cells, TRUE), employees = sample(sizes, cells, TRUE), municipality = sample(places, cells, TRUE)
  ))
  d$asked <- sample.int(most, nrow(d), TRUE)
  effect <- function(code, all) spread * (match(code, all) / length(all) - 0.5)
  p <- plogis(-1 + effect(d$industry, industries) - effect(d$employees, sizes) + effect(d$municipality, places))
  d$answered <- rbinom(nrow(d), d$asked, p)
  d
}
measure <- function(d) {
  fit <- glm(cbind(answered, asked - answered) ~ industry + employees + municipality, binomial, d,
    control = glm.control(epsilon = 1e-13, maxit = 100))
  rho <- rep(fitted(fit), d$asked)
  tests <- sapply(c("industry", "employees", "municipality"), function(name) {
    totals <- aggregate(cbind(answered, asked) ~ d[[name]], d, sum)
    unname(unlist(chisq.test(cbind(totals$answered, totals$asked - totals$answered), correct = FALSE)[c("statistic", "p.value")]))
  })
  list(indicator = 1 - 2 * sd(rho), bias = sd(rho) / mean(rho), statistics = tests[1, ], p = tests[2, ])
}
number <- function(x) paste(format(x, digits = 17, trim = TRUE), collapse = ", ")
vector <- function(d) {
  m <- measure(d)
  cells <- paste(sprintf('["%s", "%s", "%s", %d, %d]', d$industry, d$employees, d$municipality, d$asked, d$answered), collapse = ",\n  ")
  sprintf('{ "indicator": %s, "bias": %s, "statistics": [%s], "p": [%s], "cells": [\n  %s] }',
    number(m$indicator), number(m$bias), number(m$statistics), number(m$p), cells)
}
codes <- function(n, prefix) paste0(prefix, seq_len(n))
cases <- list(
  make(codes(3, "i"), codes(2, "e"), codes(4, "m"), 60, 200, 1),
  make(codes(9, "i"), codes(5, "e"), codes(6, "m"), 300, 60, 2),
  make(codes(12, "i"), codes(6, "e"), codes(8, "m"), 500, 25, 0),
  make(codes(2, "i"), codes(2, "e"), codes(2, "m"), 40, 3000, 0.2)
)
cat("[", paste(sapply(cases, vector), collapse = ",\n"), "]\n", sep = "")
