# Makes r-tables.json: Rscript r-tables.R > r-tables.json (R 4.2.2, survey 4.1.1). Small random data sets, weighted and
# not, with what R makes of the table of `a` by `b`, of the ticks `m` by `a`, and of the number `z` in each group of `a`.
suppressMessages(library(survey))
set.seed(20261201)
ticks <- c("p", "q", "r", "s")
make <- function(rows, groups, answers, weighted) {
  a <- sample(c(paste0("a", seq_len(groups)), ""), rows, TRUE, c(runif(groups, 0.1, 1), 0.05))
  lean <- match(substr(a, 2, 9), seq_len(groups), nomatch = 1)
  b <- sapply(lean, function(g) sample(paste0("b", seq_len(answers)), 1, prob = 0.3 + ((seq_len(answers) + g) %% answers == 0)))
  b[runif(rows) < 0.08] <- sample(c("", "!refused", "!dontKnow", "!notApplicable"), 1)
  m <- sapply(lean, function(g) paste(ticks[runif(4) < 0.15 + 0.1 * g / groups * seq_len(4)], collapse = ";"))
  z <- ifelse(runif(rows) < 0.1, "", format(round(rnorm(rows, 10, 4), 2), trim = TRUE))
  w <- if (weighted) ifelse(runif(rows) < 0.1, sample(c("0", ""), 1), format(round(runif(rows, 0.2, 3), 3), trim = TRUE)) else rep("1", rows)
  data.frame(a, b, m, z, w)
}
pearson <- function(t) suppressWarnings(chisq.test(t, correct = FALSE))
whole <- function(d, weighted) {
  d <- d[d$a != "" & d$b != "" & !startsWith(d$b, "!") & d$w > 0, ]
  if (weighted) {
    d$a <- factor(d$a)
    d$b <- factor(d$b)
    s <- svychisq(~ a + b, svydesign(ids = ~1, weights = ~w, data = d))
    return(list(f = s$statistic, p = s$p.value, df1 = s$parameter[[1]], df2 = s$parameter[[2]]))
  }
  t <- table(d$a, d$b)
  s <- pearson(t)
  list(
    statistic = s$statistic, df = s$parameter, p = s$p.value,
    yates = if (all(dim(t) == 2)) suppressWarnings(chisq.test(t))$statistic,
    gSquare = 2 * sum(ifelse(t > 0, t * log(t / s$expected), 0)),
    cramersV = sqrt(s$statistic / sum(t) / (min(dim(t)) - 1)),
    fisher = if (sum(t) <= 45) fisher.test(t, workspace = 2e7)$p.value
  )
}
# The omnibus of docs/contracts.md: second order, from the covariance of the ticks in each group.
omnibus <- function(d) {
  d <- d[d$a != "" & d$m != "", ]
  y <- sapply(ticks, function(tick) as.numeric(sapply(strsplit(d$m, ";"), function(own) tick %in% own)))
  g <- factor(d$a)
  share <- as.numeric(table(g)) / nrow(d)
  r <- nlevels(g)
  c <- ncol(y)
  x2 <- sum(sapply(seq_len(c), function(j) pearson(table(g, y[, j]))$statistic))
  s <- matrix(0, r * c, r * c)
  for (i in seq_len(r)) {
    own <- scale(y[g == levels(g)[i], , drop = FALSE], TRUE, FALSE)
    at <- ((i - 1) * c + 1):(i * c)
    s[at, at] <- crossprod(own) / nrow(own) / share[i]
  }
  h <- kronecker(diag(r) - outer(rep(1, r), share), diag(c))
  p <- colMeans(y)
  m <- diag(1 / as.vector(sapply(share, function(a) p * (1 - p) / a))) %*% h %*% s %*% t(h)
  k <- (r - 1) * c
  list(statistic = x2, adjusted = k * x2 / sum(m * t(m)), df = k^2 / sum(m * t(m)))
}
groups <- function(d, weighted) sapply(sort(unique(d$a[d$a != ""])), function(name) {
  own <- d[d$a == name & !is.na(d$w) & d$b != "!notApplicable", ]
  numbers <- d[d$a == name & d$w > 0 & d$z != "", ]
  z <- as.numeric(numbers$z)
  list(
    weightedBase = sum(own$w), effectiveBase = sum(own$w)^2 / sum(own$w^2),
    shares = sapply(sort(unique(d$b[startsWith(d$b, "b")])), function(code) sum(own$w[own$b == code]) / sum(own$w), simplify = FALSE),
    mean = sum(numbers$w * z) / sum(numbers$w), sd = if (!weighted) sd(z)
  )
}, simplify = FALSE)

json <- function(x) {
  if (is.list(x)) {
    x <- x[!sapply(x, is.null)]
    paste0("{", paste0('"', names(x), '":', sapply(x, json), collapse = ","), "}")
  } else if (is.character(x)) paste0('"', x, '"') else format(unname(x), digits = 17)
}
case <- function(rows, groups_of, answers, weighted) {
  text <- make(rows, groups_of, answers, weighted)
  d <- text
  d$w <- as.numeric(d$w)
  d$w[is.na(d$w)] <- 0
  lines <- do.call(paste, c(text, sep = ","))
  json(list(
    weighted = if (weighted) "yes" else "no", data = paste(c("a,b,m,z,w", lines), collapse = "\\n"),
    tests = whole(d, weighted), omnibus = if (!weighted) omnibus(d), groups = groups(d, weighted)
  ))
}
cases <- c(
  case(40, 2, 2, FALSE), case(45, 3, 3, FALSE), case(200, 4, 5, FALSE), case(300, 7, 8, FALSE),
  case(60, 2, 3, TRUE), case(150, 4, 4, TRUE), case(300, 6, 7, TRUE)
)
cat("[\n", paste(cases, collapse = ",\n"), "\n]\n", sep = "")
