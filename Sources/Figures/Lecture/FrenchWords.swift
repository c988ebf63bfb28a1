/// The words of the figures in French, by their own: sentences and labels, in which any numbers may
/// stand in place of these.
let frenchWords: [String: String] = [
  // Projection
  "Gradient flow projects onto the interpolators":
    "Le flot de gradient projette sur les interpolateurs",
  #"Gradient flow on least squares moves within its leaf, the start $\boldsymbol{\theta}_0$ plus the span of the samples $\boldsymbol{x}_i$, and ends at $\boldsymbol{\theta}_\infty$, the orthogonal projection of its start on the interpolators $\mathcal{I}$."#:
    #"Le flot de gradient des moindres carrés se déplace dans sa feuille, le départ $\boldsymbol{\theta}_0$ plus l’espace qu’engendrent les exemples $\boldsymbol{x}_i$, et finit en $\boldsymbol{\theta}_\infty$, la projection orthogonale de son départ sur les interpolateurs $\mathcal{I}$."#,
  #"Left, with $n=1$ sample in $d=3$ dimensions, the leaf $\boldsymbol{\theta}_0+\mathrm{span}(\boldsymbol{x}_1)$ is a line, dashed beyond $\mathcal{I}$; a dotted line leads from $\boldsymbol{0}$ to its foot $\hat{\boldsymbol{\theta}}_{\text{ols}}$."#:
    #"À gauche, avec $n=1$ exemple en dimension $d=3$, la feuille $\boldsymbol{\theta}_0+\mathrm{Vect}(\boldsymbol{x}_1)$ est une droite, en tirets au-delà de $\mathcal{I}$ ; une ligne pointillée mène de $\boldsymbol{0}$ à son pied $\hat{\boldsymbol{\theta}}_{\text{ols}}$."#,
  #"Left, with $n=1$ sample in $d=2$ dimensions, each path is straight, across the level lines of the risk; the axes are $\theta_1$ and $\theta_2$."#:
    #"À gauche, avec $n=1$ exemple en dimension $d=2$, chaque chemin est droit et traverse les lignes de niveau du risque ; les axes sont $\theta_1$ et $\theta_2$."#,
  #"Right, with $n=2$ in $d=3$, three leaves $\boldsymbol{\theta}_0+\mathrm{span}(\boldsymbol{x}_i)$ with ellipses, level sets of the risk: the path bends, the fast direction first, and still ends at the foot."#:
    #"À droite, avec $n=2$ en dimension $d=3$, trois feuilles $\boldsymbol{\theta}_0+\mathrm{Vect}(\boldsymbol{x}_i)$ avec des ellipses, lignes de niveau du risque : le chemin se courbe, la direction rapide d’abord, et finit tout de même au pied."#,
  #"Only a start in the span itself, such as $\boldsymbol{0}$, ends at the least-squares solution $\hat{\boldsymbol{\theta}}_{\text{ols}}$."#:
    #"Seul un départ dans cet espace même, tel que $\boldsymbol{0}$, finit à la solution des moindres carrés $\hat{\boldsymbol{\theta}}_{\text{ols}}$."#,
  "Left: the plane of interpolators for one sample in 3 dimensions; gradient flow runs straight from its start to the foot of the perpendicular, marked by a right angle.":
    "À gauche : le plan des interpolateurs pour un exemple en dimension 3 ; le flot de gradient va tout droit de son départ au pied de la perpendiculaire, que marque un angle droit.",
  "The least-squares solution is the foot from the origin.":
    "La solution des moindres carrés est le pied issu de l’origine.",
  "Right: two samples in three dimensions; the interpolators are a line through 3 parallel leaves, and in each leaf flow lines bend across ellipses and end where the line meets the leaf, at a right angle.":
    "À droite : deux exemples en dimension trois ; les interpolateurs sont une droite à travers 3 feuilles parallèles, et dans chaque feuille les lignes du flot se courbent à travers des ellipses et finissent où la droite rencontre la feuille, à angle droit.",
  #"$\boldsymbol{\theta}_0+\mathrm{span}(\boldsymbol{x}_1)$"#:
    #"$\boldsymbol{\theta}_0+\mathrm{Vect}(\boldsymbol{x}_1)$"#,
  #"$\boldsymbol{\theta}_0+\mathrm{span}(\boldsymbol{x}_i)$"#:
    #"$\boldsymbol{\theta}_0+\mathrm{Vect}(\boldsymbol{x}_i)$"#,

  // Potential
  "Level sets of the potential that gradient flow minimises":
    "Lignes de niveau du potentiel que minimise le flot de gradient",
  #"Level sets of $\phi_\alpha$ for $\alpha=0.001$, $\alpha=0.1$, $\alpha=100$ and the interpolators $\mathcal{I}$, $\theta_1+2\theta_2=1.6$."#:
    #"Lignes de niveau de $\phi_\alpha$ pour $\alpha=0.001$, $\alpha=0.1$, $\alpha=100$ et les interpolateurs $\mathcal{I}$, $\theta_1+2\theta_2=1.6$."#,
  #"The level set through the minimiser $\boldsymbol{\theta}_\infty$ touches $\mathcal{I}$: at $(6.3\times10^{-4},0.80)$, $(0.06,0.77)$, $(0.32,0.64)$."#:
    #"La ligne de niveau qui passe par le minimum $\boldsymbol{\theta}_\infty$ touche $\mathcal{I}$ en $(6.3\times10^{-4}\,;0.80)$, $(0.06\,;0.77)$, $(0.32\,;0.64)$."#,
  #"Levels are at equal steps of the radius along the $\theta_2$ axis; below each panel stands what $\phi_\alpha(\boldsymbol{\theta})$ is like on the level set of the minimiser; the window is $|\theta_j|\le 1.22$."#:
    #"Les niveaux sont à pas égaux du rayon le long de l’axe $\theta_2$ ; sous chaque dessin est écrit à quoi ressemble $\phi_\alpha(\boldsymbol{\theta})$ sur la ligne de niveau du minimum ; la fenêtre est $|\theta_j|\le 1.22$."#,
  "3 panels with level sets of the potential around the origin and the same line of interpolators.":
    "3 dessins avec les lignes de niveau du potentiel autour de l’origine et la même droite d’interpolateurs.",
  "At alpha 0.001 the level set of the minimiser is nearly a diamond with bulging sides.":
    "Pour alpha 0.001 la ligne de niveau du minimum est presque un losange aux côtés bombés.",
  "At alpha 0.1 the level set of the minimiser lies between a diamond and a circle.":
    "Pour alpha 0.1 la ligne de niveau du minimum est entre un losange et un cercle.",
  "At alpha 100 the level set of the minimiser is a circle.":
    "Pour alpha 100 la ligne de niveau du minimum est un cercle.",
  #"$\phi_\alpha$ in between"#: #"$\phi_\alpha$ entre les deux"#,

  // Interpolators
  "The start and the algorithm pick the interpolator":
    "Le départ et l’algorithme choisissent l’interpolateur",
  #"The loss $L(\boldsymbol{\theta})$, $\boldsymbol{\theta}=(u,v)$, of the network $f(x)=uvx$ on five samples vanishes on the curve $uv=1$, the interpolators $\mathcal{I}$."#:
    #"La perte $L(\boldsymbol{\theta})$, $\boldsymbol{\theta}=(u,v)$, du réseau $f(x)=uvx$ sur cinq exemples s’annule sur la courbe $uv=1$, les interpolateurs $\mathcal{I}$."#,
  #"Gradient descent (GD) from $\boldsymbol{\theta}_0$ and $\boldsymbol{\theta}_0'$ ends at $\boldsymbol{\theta}_\infty^{\text{gd}}$ and $\boldsymbol{\theta}_\infty'^{\text{gd}}$; stochastic gradient descent (SGD) from $\boldsymbol{\theta}_0$, with step size $0.1$ and label noise that dies out, ends at $\boldsymbol{\theta}_\infty^{\text{sgd}}$, further along the curve."#:
    #"La descente de gradient (GD) à partir de $\boldsymbol{\theta}_0$ et $\boldsymbol{\theta}_0'$ finit en $\boldsymbol{\theta}_\infty^{\text{gd}}$ et $\boldsymbol{\theta}_\infty'^{\text{gd}}$ ; la descente de gradient stochastique (SGD) à partir de $\boldsymbol{\theta}_0$, de pas $0.1$ et avec un bruit des étiquettes qui s’éteint, finit en $\boldsymbol{\theta}_\infty^{\text{sgd}}$, plus loin sur la courbe."#,
  #"The sharpness, the largest eigenvalue of the Hessian of $L$, is 5.50 and 4.16 where gradient descent ends and 2.59 where stochastic gradient descent does."#:
    #"La courbure, la plus grande valeur propre de la hessienne de $L$, vaut 5.50 et 4.16 où finit la descente de gradient et 2.59 où finit la descente de gradient stochastique."#,
  "A plane of two weights with one branch of a hyperbola, the interpolators.":
    "Un plan de deux poids avec une branche d’hyperbole, les interpolateurs.",
  "Two smooth paths of gradient descent end on it at different points.":
    "Deux chemins lisses de la descente de gradient y finissent en des points différents.",
  "A path of stochastic gradient descent starts with the first and ends on the curve at a third point, nearer to the origin.":
    "Un chemin de la descente de gradient stochastique part avec le premier et finit sur la courbe en un troisième point, plus près de l’origine.",
  "sharpness where the runs end:\nGD 5.50 and 4.16, SGD 2.59":
    "courbure où ils finissent :\nGD 5.50 et 4.16, SGD 2.59",

  // Loss landscape
  "Loss landscape of the smallest diagonal network":
    "Relief de la perte du plus petit réseau diagonal",
  #"The loss $L(u,v)=\frac12(1-uv)^2$."#: #"La perte $L(u,v)=\frac12(1-uv)^2$."#,
  #"Every flow line keeps $u^2-v^2$ and so ends at a point of the hyperbola $uv=1$ that its start decides; only the dashed line $u=-v$ ends in the saddle at the origin."#:
    #"Chaque ligne du flot conserve $u^2-v^2$ et finit donc en un point de l’hyperbole $uv=1$ que décide son départ ; seule la droite en tirets $u=-v$ finit au col, à l’origine."#,
  #"The level $L=\frac12$ of the saddle consists of the two axes and $uv=2$."#:
    #"Le niveau $L=\frac12$ du col est formé des deux axes et de $uv=2$."#,
  "The small numbers are levels of $L$.": "Les petits nombres sont des niveaux de $L$.",
  "Contour plot of the loss one half of one minus u v, squared, for u and v from minus 2.5 to 2.5, with the level one half of the saddle and 7 levels more.":
    "Lignes de niveau de la perte, la moitié du carré de un moins u v, pour u et v de moins 2.5 à 2.5, avec le niveau un demi du col et 7 autres niveaux.",
  "Both branches of the hyperbola u v equals 1 are the minima; the saddle lies at the origin, and a dashed diagonal is the only line that runs into it.":
    "Les deux branches de l’hyperbole u v égale 1 sont les minima ; le col est à l’origine, et une diagonale en tirets est la seule ligne qui y mène.",
  "Seven gradient flow lines run from their starts to points of the hyperbola.":
    "Sept lignes du flot de gradient vont de leurs départs à des points de l’hyperbole.",
  "saddle": "col",
]
